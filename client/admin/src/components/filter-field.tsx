import { type CSSProperties, type ReactNode, useId } from 'react';

/** A labelled field of a filter bar; gives its content the id that the label points to. */
export function FilterField({
  label,
  style,
  children,
}: {
  label: string;
  style?: CSSProperties;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="filter-field" style={style}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
