// Name, tags and note of a run: saved when the field is left or Enter is pressed.
import { TagsInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type RunDetails } from '../../client/api.ts';
import { runQueries } from '../../client/queries/runs.ts';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';

type Notes = { name?: string; tags?: string[]; note?: string };

export function RunNotes({ run }: { run: RunDetails }) {
  const [name, setName] = useState(run.name);
  const [note, setNote] = useState(run.note);
  const facets = useQuery(runQueries.facets());
  const save = useMutation({ mutationFn: (notes: Notes) => api.runs.annotate.mutate({ run: run.id, ...notes }) });
  const saveName = (): void => {
    if (name.trim() !== run.name) save.mutate({ name }, { onError: () => setName(run.name) });
  };
  return (
    <>
      <TextInput
        size="xs"
        label={text.runList.name}
        value={name}
        maxLength={300}
        onChange={event => setName(event.currentTarget.value)}
        onBlur={saveName}
        onKeyDown={event => event.key === 'Enter' && saveName()}
      />
      <TagsInput
        size="xs"
        label={text.runList.tags}
        placeholder={run.tags.length === 0 ? text.runList.tagsHint : ''}
        data={facets.data?.tags.map(({ value }) => value) ?? []}
        value={run.tags}
        onChange={tags => save.mutate({ tags })}
      />
      <Textarea
        size="xs"
        label={text.runList.note}
        autosize
        minRows={2}
        maxRows={10}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
        onBlur={() => note !== run.note && save.mutate({ note })}
      />
      {save.error !== null && <Note tone="danger">{toAppError(save.error).message}</Note>}
    </>
  );
}
