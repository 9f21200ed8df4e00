// Puts the focus where the learner goes on, which Streamlit cannot: on a new question, in its field, on the way on.

const MOST_FRAMES = 120; // the widget may be drawn a moment after this component

function find({ key, is_question: isQuestion, described_by: describedBy }) {
  if (isQuestion) {
    return document.querySelector('[data-testid="stMain"] h1');
  }
  if (describedBy && !document.querySelector(`.st-key-${describedBy}`)) {
    return null; // a screen reader would not hear it
  }
  return document.querySelector(`.st-key-${key} input, .st-key-${key} button`);
}

// A screen reader reads a described button together with its description.
function describe(element, by) {
  document.querySelector(`.st-key-${by}`).id = by;
  element.setAttribute("aria-describedby", by);
}

function focus(data, frames = 0) {
  const found = find(data);
  if (found && !found.disabled) {
    if (data.is_question) {
      found.tabIndex = -1; // can have the focus, but is passed over by Tab
    }
    if (data.described_by) {
      describe(found, data.described_by);
    }
    found.focus({ preventScroll: true });
  } else if (frames < MOST_FRAMES) {
    requestAnimationFrame(() => focus(data, frames + 1));
  }
}

export default function ({ data, parentElement }) {
  if (parentElement.focused !== data.key) {
    parentElement.focused = data.key;
    focus(data);
  }
}
