// A reaction that others do not see yet says so for a moment; pressing "Undo" there, or the reaction again, is the same.
export default function fresh(note) {
  setTimeout(() => note.remove(), Number(note.dataset.left) * 1000);
}
