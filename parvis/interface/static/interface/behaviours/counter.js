// Near the end of a field that has a limit, says how many characters are left; past it, how many are too many (nothing is cut).
export default function counter(field) {
  const most = Number(field.dataset.most) || field.maxLength;
  if (field.dataset.counted || !(most > 0)) return;
  field.dataset.counted = "1";
  const says = Object.assign(document.createElement("p"), { className: "quiet", id: `${field.id || field.name}-left` });
  says.setAttribute("role", "status");
  field.after(says);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${says.id}`.trim());
  const { left, over } = document.getElementById("toasts").dataset;
  const show = () => {
    const rest = most - [...(field.dataset.plain ?? field.value).replace(/\r\n/g, "\n")].length;
    says.classList.toggle("wrong", rest < 0);
    says.textContent = rest < 0 ? over.replace("{n}", -rest) : rest <= Math.max(20, most / 10) ? left.replace("{n}", rest) : "";
  };
  field.addEventListener("input", show);
  show();
}
