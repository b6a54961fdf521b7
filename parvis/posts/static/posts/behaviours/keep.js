// What is typed stays in this browser until the server has it: an expired session or a closed tab loses nothing.
export default function keep(form) {
  const name = `parvis:${form.dataset.keep}`;
  const fields = () => [...form.querySelectorAll("textarea, input[name=title]")];
  const kept = JSON.parse(localStorage.getItem(name) ?? "null");
  if (kept && fields().every((field) => !field.value)) for (const field of fields()) field.value = kept[field.name] ?? "";
  form.addEventListener("input", () => {
    localStorage.setItem(name, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  });
  // Forgotten only once the answer is another page than a sign-in or a refused form.
  form.addEventListener("submit", () => sessionStorage.setItem("parvis:sent", name));
}

const sent = sessionStorage.getItem("parvis:sent");
if (sent && /^\/(posts\/\d+|drafts)\//.test(location.pathname)) { localStorage.removeItem(sent); sessionStorage.removeItem("parvis:sent"); }
