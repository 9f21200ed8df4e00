// Flashcards that are turned and graded here, at any speed. Grades wait in a queue, each with the id of its attempt,
// and are sent again until the server deals a hand without that card: so it does not matter how often they arrive.

const RESEND = 2000; // milliseconds

function load(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? [];
  } catch {
    return []; // no storage here, or not ours
  }
}

function save(deck) {
  try {
    sessionStorage.setItem(deck.name, JSON.stringify(deck.queue));
  } catch {
    // without it, only a reload of the page loses what was not sent
  }
}

function current(deck) {
  return deck.cards.find((card) => !deck.queue.some((grade) => grade.id === card.id));
}

function send(deck) {
  deck.sent += 1;
  deck.setStateValue("grades", { sitting: deck.sitting, grades: deck.queue, sent: deck.sent });
}

function show(deck) {
  const { part } = deck;
  const card = current(deck);
  if (card?.id !== deck.shown) {
    deck.shown = card?.id;
    deck.isTurned = false;
    deck.since = Date.now();
    part("front").textContent = card?.front ?? "";
  }
  const turned = card && deck.isTurned ? card : { back: "", about: "", source: "", others: "" };
  for (const name of ["back", "about", "source", "others"]) {
    part(name).textContent = turned[name];
  }
  part("again").hidden = !card?.again;
  part("turn").hidden = !card || deck.isTurned;
  part("ratings").hidden = !card || !deck.isTurned;
  for (const button of part("ratings").children) {
    button.querySelector("small").textContent = card?.intervals[button.dataset.number - 1] ?? "";
  }
  part("status").textContent = card || !deck.queue.length ? "" : "Saving …";
}

function turn(deck) {
  if (current(deck) && !deck.isTurned) {
    deck.isTurned = true;
    show(deck);
    deck.part("card").focus({ preventScroll: true });
  }
}

function grade(deck, rating) {
  const card = current(deck);
  if (card && deck.isTurned) {
    deck.queue.push({ id: card.id, rating, seconds: (Date.now() - deck.since) / 1000 });
    save(deck);
    show(deck);
    deck.part("card").focus({ preventScroll: true });
    send(deck);
  }
}

function isElsewhere(event) {
  const target = event.composedPath()[0];
  const isField = target.matches?.("input, textarea, select, [contenteditable]");
  const isButton = target.matches?.("a, button, [role=menuitem]") && ["Enter", " "].includes(event.key);
  return isField || isButton || event.ctrlKey || event.metaKey || event.altKey;
}

function press(event, deck) {
  if (isElsewhere(event) || !current(deck)) {
    return;
  }
  const rating = deck.isTurned ? deck.ratings[Number(event.key) - 1] : undefined;
  const isTurn = !deck.isTurned && ["Enter", " "].includes(event.key);
  if (!rating && !isTurn) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat) {
    return; // a key that is held down is one press
  }
  if (rating) {
    grade(deck, rating);
  } else {
    turn(deck);
  }
}

function drawRatings(deck) {
  const buttons = deck.ratings.map((rating, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.number = place + 1;
    for (const [tag, text] of [["span", rating], ["small", ""], ["kbd", String(place + 1)]]) {
      const part = document.createElement(tag);
      part.textContent = text;
      button.append(part);
    }
    button.onclick = () => grade(deck, rating);
    return button;
  });
  deck.part("ratings").replaceChildren(...buttons);
}

function deal(root, data) {
  const name = `quizapp-cards-${data.sitting}`;
  const deck = { name, sitting: data.sitting, ratings: data.ratings, queue: load(name), sent: Date.now() };
  deck.part = (part) => root.querySelector(`.${part}`);
  drawRatings(deck);
  deck.part("turn").onclick = () => turn(deck);
  return deck;
}

export default function ({ data, parentElement, setStateValue }) {
  const isNew = parentElement.deck?.sitting !== data.sitting;
  const deck = isNew ? deal(parentElement, data) : parentElement.deck;
  parentElement.deck = deck;
  deck.setStateValue = setStateValue;
  deck.cards = data.cards;
  deck.queue = deck.queue.filter((grade) => data.cards.some((card) => card.id === grade.id));
  save(deck);
  show(deck);
  if (isNew) {
    deck.part("card").focus({ preventScroll: true });
  }
  const listen = (event) => press(event, deck);
  document.addEventListener("keydown", listen, true);
  const resending = setInterval(() => deck.queue.length && send(deck), RESEND);
  return () => {
    document.removeEventListener("keydown", listen, true);
    clearInterval(resending);
  };
}
