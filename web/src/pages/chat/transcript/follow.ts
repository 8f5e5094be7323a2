/** Where a scrolled box stands. */
export interface ScrollState {
  top: number;
  /** The height of all its content. */
  height: number;
  /** The height of what is visible of it. */
  view: number;
}

/** This near to the end counts as at the end. */
export const NEAR_PX = 60;
/** A deliberate move upwards, even this small, ends the following. */
const NUDGE_PX = 24;

/**
 * Decides whether new content pulls the view down. The reader's position is sacred: the view follows only while the
 * reader is at the end, and a move upwards is respected at once.
 */
export class Follow {
  following = true;
  #top = 0;
  #height = 0;

  constructor(private readonly always: () => boolean = () => false) {}

  static distance(state: ScrollState): number {
    return Math.max(0, state.height - state.view - state.top);
  }

  /** The box was scrolled, by whomever. */
  scrolled(state: ScrollState): void {
    const distance = Follow.distance(state);
    // The view stands where we put it: the content grew under it before this event arrived.
    if (Math.abs(state.top - this.#top) <= 1 && state.height > this.#height) return;
    // Content that shrank moves the view as well; that is not the reader.
    const upwards = state.top < this.#top - 1 && state.height >= this.#height;
    if (distance >= NEAR_PX) this.following = false;
    else if (!upwards) this.following = true;
    else if (distance > NUDGE_PX) this.following = false;
    this.#top = state.top;
    this.#height = state.height;
  }

  /** The content grew or shrank. @returns where the view must go, or nothing to leave it alone */
  resized(state: ScrollState): number | undefined {
    if (!this.following && !this.always()) return undefined;
    const target = Math.max(0, state.height - state.view);
    this.#top = target;
    this.#height = state.height;
    this.following = true;
    return target;
  }
}
