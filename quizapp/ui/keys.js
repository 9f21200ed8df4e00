// Lets Enter and Space press what was reached by keys, which Streamlit would give to the button that has the shortcut.

const KEYS = ["Enter", " "];
const REACHED = ":is(a, button, [role=menuitem], [role=option]):focus-visible";

// A menu that was opened by a key takes the focus before it can have it, now and then; its keys then do nothing.
const OPENS_MENU = "[aria-haspopup=menu]";
const CHOICE = '[class*="st-key-chosen-"] input';
const CHECK = '[class*="st-key-check-"] button';
const MOST_FRAMES = 60;

function enterMenu(frames = 0) {
  const menu = document.querySelector("[role=menu]");
  if (menu && !menu.contains(document.activeElement)) {
    menu.focus({ preventScroll: true });
  }
  if (!menu?.contains(document.activeElement) && frames < MOST_FRAMES) {
    requestAnimationFrame(() => enterMenu(frames + 1));
  }
}

// React listens further in than the body, and Streamlit's shortcuts further out, on the document.
function keep(event) {
  if (KEYS.includes(event.key) && event.target.closest(REACHED)) {
    event.stopPropagation();
    if (event.target.closest(OPENS_MENU)) {
      requestAnimationFrame(() => enterMenu());
    }
  }
}

// Streamlit lets Enter send a form from a field, but not from what is chosen there.
function check(event) {
  if (event.key === "Enter" && event.target.matches(CHOICE)) {
    document.querySelector(CHECK)?.click();
  }
}

export default function () {
  document.body.addEventListener("keydown", keep); // the same listener is added only once
  document.addEventListener("keydown", check, true);
  return () => {
    document.body.removeEventListener("keydown", keep);
    document.removeEventListener("keydown", check, true);
  };
}
