// On a touch screen, a finger that scrolls does not react: a tap counts as one when the page is still, the finger stays where it
// came down, and lifts soon. A mouse, a pen and the keyboard are left alone.
const STILL = 250, MOVED = 10, LONG = 900;

export default function steady(root) {
  let scrolled = -Infinity, down = null;
  addEventListener("scroll", () => { scrolled = performance.now(); if (down) down.slipped = true; }, { passive: true, capture: true });
  root.addEventListener("pointerdown", (event) => {
    const finger = event.pointerType === "touch";
    const now = performance.now();
    down = finger ? { x: event.clientX, y: event.clientY, at: now, slipped: now - scrolled < STILL } : null;
  }, { passive: true, capture: true });
  root.addEventListener("pointermove", (event) => {
    if (down && Math.hypot(event.clientX - down.x, event.clientY - down.y) > MOVED) down.slipped = true;
  }, { passive: true, capture: true });
  root.addEventListener("pointercancel", () => { if (down) down.slipped = true; }, { passive: true, capture: true });
  root.addEventListener("click", (event) => {
    const tap = down;
    down = null;
    if (!tap || event.detail === 0 || !event.target.closest("[data-steady]")) return;
    if (tap.slipped || performance.now() - tap.at > LONG) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
}
