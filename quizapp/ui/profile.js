// Lets the server set or delete the cookie by which this browser remembers who is learning: a script cannot.

export default function ({ data, parentElement }) {
  if (parentElement.noted === data.token) {
    return;
  }
  parentElement.noted = data.token;
  fetch(data.token ? "/profile" : "/profile/forget", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token: data.token }),
  });
}
