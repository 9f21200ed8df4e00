// Puts the focus where the learner goes on, which Streamlit cannot: into the field of a new question, for example.

const MOST_FRAMES = 120; // the widget may be drawn a moment after this component

function focus(key, frames = 0) {
  const found = document.querySelector(`.st-key-${key} input, .st-key-${key} button`);
  if (found && !found.disabled) {
    found.focus({ preventScroll: true });
  } else if (frames < MOST_FRAMES) {
    requestAnimationFrame(() => focus(key, frames + 1));
  }
}

export default function ({ data, parentElement }) {
  if (parentElement.focused !== data.key) {
    parentElement.focused = data.key;
    focus(data.key);
  }
}
