// Chooses the square of a photo: drag or arrows move it, the range zooms. Sends left, top, side in pixels of the photo.
export default function crop(form) {
  const box = form.querySelector(".crop"), canvas = box.querySelector("canvas"), zoom = box.querySelector("input[type=range]");
  const input = form.querySelector("input[type=file]"), image = new Image();
  let x = 0, y = 0, from = null;
  const side = () => Math.min(image.naturalWidth, image.naturalHeight) / Number(zoom.value);
  function draw() {
    const s = side();
    x = Math.max(0, Math.min(x, image.naturalWidth - s));
    y = Math.max(0, Math.min(y, image.naturalHeight - s));
    canvas.getContext("2d").drawImage(image, x, y, s, s, 0, 0, canvas.width, canvas.height);
    form.elements.left.value = x; form.elements.top.value = y; form.elements.side.value = s;
  }
  image.addEventListener("load", () => {
    box.hidden = false; zoom.value = 1;
    x = (image.naturalWidth - side()) / 2; y = (image.naturalHeight - side()) / 3;
    draw();
  });
  image.addEventListener("error", () => { box.hidden = true; form.elements.side.value = ""; });
  input.addEventListener("change", () => { if (input.files[0]) image.src = URL.createObjectURL(input.files[0]); });
  zoom.addEventListener("input", draw);
  canvas.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const scale = side() / canvas.clientWidth;
    x -= (event.clientX - from[0]) * scale; y -= (event.clientY - from[1]) * scale;
    from = [event.clientX, event.clientY];
    draw();
  });
  canvas.addEventListener("pointerup", () => { from = null; });
  canvas.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!move) return;
    event.preventDefault();
    x += move[0] * side() / 30; y += move[1] * side() / 30;
    draw();
  });
}
