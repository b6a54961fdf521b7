// The bar of the editor: one stop for the Tab key, arrows between its buttons, each saying whether it is on.
const does = {
  bold: (chain) => chain.toggleBold(), italic: (chain) => chain.toggleItalic(), strike: (chain) => chain.toggleStrike(),
  heading2: (chain) => chain.toggleHeading({ level: 2 }), heading3: (chain) => chain.toggleHeading({ level: 3 }),
  bulletList: (chain) => chain.toggleBulletList(), orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(), code: (chain) => chain.toggleCode(), codeBlock: (chain) => chain.toggleCodeBlock(),
};
const isOn = (rich, name) => (name.startsWith("heading") ? rich.isActive("heading", { level: Number(name.at(-1)) }) : rich.isActive(name));

export default function toolbar(bar, rich, ask) {
  const buttons = [...bar.querySelectorAll("button")];
  const show = () => { for (const button of buttons) button.setAttribute("aria-pressed", isOn(rich, button.dataset.does)); };
  const go = (index) => {
    const next = buttons.at(index % buttons.length);
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  };
  bar.setAttribute("aria-controls", rich.view.dom.id);
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays where it is
  bar.addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.does;
    if (!name) return;
    if (ask[name]) ask[name]();
    else { rich.view.focus(); does[name](rich.chain()).run(); } // focus at once: the chain's own comes a frame later, after the next key
  });
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") rich.view.focus();
    else if (to === undefined) return;
    else go(to);
    event.preventDefault();
  });
  rich.on("transaction", show);
  show();
}
