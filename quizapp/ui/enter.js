// Lets Enter check the answers when one is being chosen, as it does when one is being typed.

const CHOICE = '[class*="st-key-chosen-"] input';
const CHECK = '[class*="st-key-check-"] button';

function check(event) {
  if (event.key === "Enter" && event.target.matches(CHOICE)) {
    document.querySelector(CHECK)?.click();
  }
}

export default function () {
  document.addEventListener("keydown", check, true); // the same listener is added only once
  return () => document.removeEventListener("keydown", check, true);
}
