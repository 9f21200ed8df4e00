// Puts the focus where a learner goes on, which Streamlit cannot. It watches the page instead of being told, so that no
// click waits for it: whatever of these comes first is the place to be, and it gets the focus once.

const PLACES = [
  { select: '[class*="st-key-next-"] button', describedBy: ":has(> .st-key-verdict) + *" }, // answered: the way on
  { select: '[class*="st-key-kept-"] button' }, // in an exam, what was chosen
  { select: '[class*="st-key-rating-"]:nth-child(3) button' }, // Good, which most cards get, by Space or Enter
  { select: '[class*="st-key-turn-"] button' },
  { select: '[class*="st-key-check-complete-"] button' }, // all is picked: check it
  { select: ':is([class*="st-key-typed-"], [class*="st-key-chosen-"]) input' },
  { select: '[data-testid="stMain"]:has(.st-key-end, .st-key-exam):not(:has(.st-key-cards)) h1' }, // the question
];

const DESCRIPTION = "description";

function find() {
  for (const { select, describedBy } of PLACES) {
    const element = [...document.querySelectorAll(select)].find((one) => !one.disabled);
    if (element) {
      return { element, describedBy };
    }
  }
  return {};
}

function nameOf(element) {
  return element.matches("h1") ? element.textContent : element.closest('[class*="st-key-"]').className;
}

// A screen reader reads a described button together with its description.
function describe(element, select) {
  const description = select && document.querySelector(select);
  if (description && description.id !== DESCRIPTION) {
    document.getElementById(DESCRIPTION)?.removeAttribute("id");
    description.id = DESCRIPTION;
    element.setAttribute("aria-describedby", DESCRIPTION);
  }
}

function look(seen) {
  const { element, describedBy } = find();
  const name = element ? nameOf(element) : "";
  if (element && describedBy) {
    describe(element, describedBy);
  }
  if (name !== seen.name || (element !== seen.element && document.activeElement === document.body)) {
    if (element?.matches("h1")) {
      element.tabIndex = -1; // can have the focus, but is passed over by Tab
    }
    element?.focus({ preventScroll: true });
  }
  seen.name = name;
  seen.element = element;
}

export default function () {
  const seen = {};
  let isWaiting = false;
  const observer = new MutationObserver(() => {
    if (!isWaiting) {
      isWaiting = true; // once for each frame, however much of the page changes
      requestAnimationFrame(() => {
        isWaiting = false;
        look(seen);
      });
    }
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  look(seen);
  return () => observer.disconnect();
}
