import { h } from "preact";

export type IconShapes = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

interface Props {
  shapes: IconShapes;
  /** Adds the class `icon-<name>`, by which style sheets and tests find the icon. */
  name?: string;
  large?: boolean;
}

/** An outline icon. It is decoration: the control around it carries the name. */
export function Icon({ shapes, name, large }: Props) {
  return (
    <svg class={`icon${name ? ` icon-${name}` : ""}${large ? " large" : ""}`} viewBox="0 0 24 24" aria-hidden="true">
      {shapes.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
