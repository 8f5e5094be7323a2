import { t } from "../i18n";

interface Props {
  /** The name of a page of the handbook, for example `providers`. */
  page: string;
  label?: string;
}

/** The way to the page of the handbook that answers what one may ask here. It opens beside the work. */
export function Handbook({ page, label }: Props) {
  return (
    <a href={`/docs/${page}`} target="_blank" rel="noopener noreferrer">
      {label ?? t("common:handbook")}
    </a>
  );
}
