// What a page cannot do from Python: put the focus where the learner goes on, and tell a screen reader what changed.

const MOST_FRAMES = 120; // the widget is drawn a moment after this component

function focus(name, frames = 0) {
  const found = document.querySelector(`.st-key-${name} input, .st-key-${name} button`);
  if (found && !found.disabled) {
    found.focus({ preventScroll: true });
  } else if (frames < MOST_FRAMES) {
    requestAnimationFrame(() => focus(name, frames + 1));
  }
}

export default function ({ data, parentElement }) {
  let said = parentElement.querySelector(".quizapp-said");
  if (!said) {
    said = document.createElement("div");
    said.className = "quizapp-said";
    said.setAttribute("role", "status");
    parentElement.append(said);
  }
  if (said.textContent !== data.say) {
    said.textContent = data.say;
  }
  if (said.dataset.focus !== data.focus) {
    said.dataset.focus = data.focus;
    if (data.focus) {
      focus(data.focus);
    }
  }
}
