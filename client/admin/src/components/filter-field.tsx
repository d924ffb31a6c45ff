import { Select } from 'antd';
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

export interface Choice {
  value: string;
  label: string;
}

/** A choice of a filter bar; the empty one, which does not filter, comes first. */
export function FilterSelect({
  label,
  all,
  value,
  choices,
  width = 160,
  onChange,
}: {
  label: string;
  all: string;
  value: string;
  choices: Choice[];
  width?: number;
  onChange: (value: string) => void;
}) {
  return (
    <FilterField label={label}>
      {id => (
        <Select
          id={id}
          style={{ width }}
          value={value}
          onChange={onChange}
          options={[{ value: '', label: all }, ...choices]}
        />
      )}
    </FilterField>
  );
}
