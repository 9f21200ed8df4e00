// Lets Enter and Space press what was reached by keys, which Streamlit would give to the button that has the shortcut.

const KEYS = ["Enter", " "];
const REACHED = ":is(a, button, [role=menuitem], [role=option]):focus-visible";

// React listens further in than the body, and Streamlit's shortcuts further out, on the document.
function keep(event) {
  if (KEYS.includes(event.key) && event.target.closest(REACHED)) {
    event.stopPropagation();
  }
}

export default function () {
  document.body.addEventListener("keydown", keep); // the same listener is added only once
  return () => document.body.removeEventListener("keydown", keep);
}
