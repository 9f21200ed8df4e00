// Counts down what the server says is left; when it is up, asks the server, whose clock alone counts.

const SECOND = 1000;
const SPOKEN = [300, 60]; // seconds left at which a screen reader says so
const ASK_AGAIN = 5; // seconds, if the server did not hear

function words(seconds) {
  if (seconds > 120) {
    return `${Math.ceil(seconds / 60)} min left`;
  }
  const left = Math.max(0, seconds);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
}

function tick(timer) {
  const seconds = Math.ceil((timer.until - Date.now()) / SECOND);
  timer.shown.textContent = words(seconds);
  if (SPOKEN.includes(seconds)) {
    timer.said.textContent = seconds === 60 ? "1 minute left" : `${seconds / 60} minutes left`;
  }
  if (seconds <= 0 && -seconds % ASK_AGAIN === 0) {
    timer.ask();
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const timer = (parentElement.timer ??= {});
  timer.shown = parentElement.querySelector(".shown");
  timer.said = parentElement.querySelector(".said");
  timer.until = Date.now() + data.left * SECOND;
  timer.ask = () => setTriggerValue("up", true);
  clearInterval(timer.running);
  timer.running = setInterval(() => tick(timer), SECOND);
  tick(timer);
  return () => clearInterval(timer.running);
}
