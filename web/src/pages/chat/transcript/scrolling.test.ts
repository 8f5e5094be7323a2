import { describe, expect, it } from "vitest";
import { Follow, type ScrollState } from "./follow";
import { around, atEnd, carried, downwards, MOST, upwards } from "./windowing";

const VIEW = 500;
const at = (top: number, height = 2_000): ScrollState => ({ top, height, view: VIEW });

function followingAtEnd(): Follow {
  const follow = new Follow();
  follow.resized(at(1_500));
  follow.scrolled(at(1_500));
  return follow;
}

describe("the view", () => {
  it("follows new content while the reader is at the end", () => {
    const follow = followingAtEnd();
    expect(follow.resized(at(1_500, 2_300))).toBe(1_800);
  });

  it("stays where the reader went", () => {
    const follow = followingAtEnd();
    follow.scrolled(at(1_200));
    expect(follow.resized(at(1_200, 2_300))).toBeUndefined();
  });

  it("stays at once after a small but deliberate move upwards", () => {
    const follow = followingAtEnd();
    follow.scrolled(at(1_460));
    expect(follow.resized(at(1_460, 2_300))).toBeUndefined();
  });

  it("follows again when the reader comes back to the end", () => {
    const follow = followingAtEnd();
    follow.scrolled(at(1_000));
    follow.scrolled(at(1_460));
    expect(follow.resized(at(1_460, 2_300))).toBe(1_800);
  });

  it("does not take growth for a move of the reader", () => {
    const follow = followingAtEnd();
    // The scroll event of our own move arrives when more has been added below.
    follow.scrolled(at(1_500, 2_600));
    expect(follow.resized(at(1_500, 2_600))).toBe(2_100);
  });

  it("does not take shrinking content for a move of the reader", () => {
    const follow = followingAtEnd();
    follow.scrolled(at(1_000, 1_500));
    expect(follow.resized(at(1_000, 1_900))).toBe(1_400);
  });

  it("always follows when that was chosen", () => {
    const follow = new Follow(() => true);
    follow.resized(at(1_500));
    follow.scrolled(at(0));
    expect(follow.resized(at(0, 2_300))).toBe(1_800);
  });

  it("stays at the end through ten quick messages", () => {
    const follow = followingAtEnd();
    let top = 1_500;
    for (let height = 2_100; height <= 3_000; height += 100) {
      top = follow.resized(at(top, height)) ?? top;
      follow.scrolled(at(top, height));
    }
    expect(top).toBe(2_500);
  });
});

describe("the part of a long conversation that is in the document", () => {
  const keys = (count: number, first = 0) => Array.from({ length: count }, (_, index) => `k${first + index}`);

  it("begins with the newest", () => {
    expect(atEnd(5_000)).toEqual({ from: 4_940, to: 5_000 });
    expect(atEnd(10)).toEqual({ from: 0, to: 10 });
  });

  it("never grows beyond its limit, in both directions", () => {
    let range = atEnd(5_000);
    for (let step = 0; step < 200; step++) {
      range = upwards(range);
      expect(range.to - range.from).toBeLessThanOrEqual(MOST);
    }
    expect(range.from).toBe(0);
    for (let step = 0; step < 200; step++) {
      range = downwards(range, 5_000);
      expect(range.to - range.from).toBeLessThanOrEqual(MOST);
    }
    expect(range.to).toBe(5_000);
  });

  it("shows the same messages when older ones were loaded above", () => {
    expect(carried({ from: 0, to: 60 }, keys(60, 120), keys(180), false)).toEqual({ from: 120, to: 180 });
  });

  it("takes new messages in when it reached the end", () => {
    expect(carried({ from: 0, to: 60 }, keys(60), keys(62), true)).toEqual({ from: 0, to: 62 });
    expect(carried({ from: 0, to: MOST }, keys(MOST), keys(MOST + 5), true)).toEqual({ from: 5, to: MOST + 5 });
  });

  it("starts at the end when nothing is left of what it showed", () => {
    expect(carried({ from: 0, to: 3 }, ["x", "y", "z"], keys(100), false)).toEqual({ from: 40, to: 100 });
  });

  it("surrounds a message that is looked for", () => {
    const range = around(2_500, 5_000);
    expect(range.from).toBeLessThan(2_500);
    expect(range.to).toBeGreaterThan(2_500);
    expect(around(3, 10)).toEqual({ from: 0, to: 10 });
    expect(around(4_999, 5_000).to).toBe(5_000);
  });
});
