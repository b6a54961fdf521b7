// Reading aloud, gently: the sentence one is at is marked and kept in the middle, at the pace chosen. Nothing listens or speaks.
// For who asks for less motion nothing moves by itself: the time runs, and one goes on by the buttons or the arrows.
const clock = (ms) => { const s = Math.floor(ms / 1000); return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`; };
const BREATH = 700; // between two sentences

export default function aloud(room) {
  const find = (name) => room.querySelector(`[data-${name}]`);
  const sentences = [...room.querySelectorAll("[data-sentence]")], time = find("time"), says = find("says"), toggle = find("toggle");
  const still = matchMedia("(prefers-reduced-motion: reduce)"), prompts = [...find("prompts").content.children];
  let at = -1, running = null, began = 0, before = 0, left = 0;

  const elapsed = () => before + (running ? performance.now() - began : 0);
  const length = (sentence) => (sentence.textContent.split(/\s+/).length * 60000) / Number(find("pace").value) + BREATH;

  function go(index) {
    sentences[at]?.classList.remove("now");
    at = Math.max(0, Math.min(index, sentences.length - 1));
    sentences.forEach((sentence, number) => sentence.classList.toggle("past", number < at));
    sentences[at]?.classList.add("now");
    sentences[at]?.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    left = sentences[at] ? length(sentences[at]) : 0;
  }
  function pause(words) {
    before = elapsed();
    clearInterval(running);
    running = null;
    toggle.textContent = room.dataset.on;
    says.textContent = words.replace("{time}", clock(before));
    if (words === room.dataset.ended) { find("prompt").textContent = says.textContent; toggle.textContent = room.dataset.start; sentences.forEach((s) => s.classList.remove("now", "past")); at = -1; before = 0; }
  }
  function tick() {
    time.textContent = clock(elapsed());
    if (still.matches || (left -= 250) > 0) return;
    if (at + 1 < sentences.length) go(at + 1); else pause(room.dataset.ended);
  }
  function begin() {
    if (at < 0) go(0);
    began = performance.now();
    running = setInterval(tick, 250);
    toggle.textContent = room.dataset.pause;
    says.textContent = "";
  }
  const step = (by) => { if (by > 0 && running && at === sentences.length - 1) pause(room.dataset.ended); else go(at + by); };

  toggle.addEventListener("click", () => (running ? pause(room.dataset.paused) : begin()));
  find("forward").addEventListener("click", () => step(1));
  find("back").addEventListener("click", () => step(-1));
  find("pace").addEventListener("change", () => { if (at >= 0) left = length(sentences[at]); });
  find("idea").addEventListener("click", () => {
    const next = prompts.shift();
    prompts.push(Object.assign(document.createElement("p"), { textContent: find("prompt").textContent }));
    find("prompt").textContent = next.textContent;
    says.textContent = next.textContent;
  });
  room.querySelector(".prompter").addEventListener("keydown", (event) => {
    const does = { ArrowDown: () => step(1), ArrowUp: () => step(-1), " ": () => toggle.click() }[event.key];
    if (does) { event.preventDefault(); does(); }
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && running) pause(room.dataset.paused); });
  room.querySelector(".aloud__controls").hidden = find("idea").hidden = false;
}
