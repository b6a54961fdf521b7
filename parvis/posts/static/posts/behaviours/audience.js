// The button says who will read, in words and in number.
export default function audience(select) {
  const button = select.form.querySelector("[data-audience]");
  const say = () => { button.textContent = `${button.dataset.audience} ${select.selectedOptions[0]?.textContent ?? ""}`; };
  select.addEventListener("change", say);
  say();
}
