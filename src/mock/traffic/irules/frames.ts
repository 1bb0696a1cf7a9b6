/** A length, a line end, and so many bytes. */
export function frameOf(text: string): string {
  return `${text.length}\n${text}`;
}

/** Puts frames together from what arrives; a long one is copied once, however many pieces it comes in. */
export class FrameReader {
  readonly #take: (frame: string) => void;
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** So many bytes are needed before there is anything to do. */
  #wanted = 1;

  constructor(take: (frame: string) => void) {
    this.#take = take;
  }

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes < this.#wanted) return;
    let rest = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces);
    for (let frame = firstFrame(rest); frame; frame = firstFrame(rest)) {
      if (rest.length < frame.end) {
        this.#keep(rest, frame.end);
        return;
      }
      this.#take(rest.toString('latin1', frame.start, frame.end));
      rest = rest.subarray(frame.end);
    }
    this.#keep(rest, rest.length + 1);
  }

  #keep(rest: Buffer, wanted: number): void {
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
    this.#wanted = wanted;
  }
}

function firstFrame(bytes: Buffer): { readonly start: number; readonly end: number } | undefined {
  const start = bytes.indexOf(10) + 1;
  return start === 0 ? undefined : { start, end: start + Number(bytes.toString('latin1', 0, start - 1)) };
}
