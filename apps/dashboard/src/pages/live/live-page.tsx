import { Autocomplete, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { PageTitle } from '../../components/page-title';
import { strings } from '../../strings';
import { LiveEventList } from './live-event-list';

const text = strings.live;
const route = getRouteApi('/live/');

/** The account's log, as it is written. */
export function LivePage() {
  const { type } = route.useSearch();
  const navigate = route.useNavigate();
  const [types, setTypes] = useState<ReadonlySet<string>>(new Set());
  const remember = useCallback((seen: ReadonlySet<string>) => {
    setTypes((before) =>
      [...seen].every((one) => before.has(one)) ? before : new Set([...before, ...seen]),
    );
  }, []);
  const choose = (chosen: string) =>
    void navigate({ search: chosen.trim() === '' ? {} : { type: chosen.trim() }, replace: true });
  return (
    <>
      <PageTitle title={text.title} />
      <Text mb="md">{text.about}</Text>
      <TypeFilter key={type} type={type} types={types} onChoose={choose} />
      <LiveEventList key={`events of ${type}`} type={type} onTypes={remember} />
    </>
  );
}

interface TypeFilterProps {
  readonly type: string | undefined;
  /** To be chosen from; others may be typed. */
  readonly types: ReadonlySet<string>;
  readonly onChoose: (type: string) => void;
}

function TypeFilter({ type = '', types, onChoose }: TypeFilterProps) {
  const [typed, setTyped] = useState(type);
  const commit = (chosen: string) => {
    if (chosen !== type) onChoose(chosen);
  };
  return (
    <Autocomplete
      label={text.type}
      description={text.typeHint}
      data={[...types].toSorted()}
      value={typed}
      onChange={setTyped}
      onOptionSubmit={commit}
      onBlur={() => commit(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(typed);
      }}
      mb="md"
    />
  );
}
