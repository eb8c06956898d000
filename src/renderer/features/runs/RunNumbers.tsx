// A run's headline beside what needs no retina to be right: each with its interval and n, or why there is none.
import type { RunDetails } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { Estimated } from '../../ui/Estimated.tsx';
import { PanelPart } from '../../ui/Panel.tsx';

export function RunNumbers({ run: { headline } }: { run: RunDetails }) {
  if (headline === null) return null;
  const part = text.parts[headline.split] ?? headline.split;
  return (
    <>
      <PanelPart caption={`${text.runList.columns.metric}, ${part}`}>
        <Estimated estimate={headline.estimate} patients={headline.patients} size="large" />
      </PanelPart>
      {headline.shortcut !== null && (
        <PanelPart caption={text.run.shortcut}>
          <Estimated estimate={headline.shortcut} />
        </PanelPart>
      )}
    </>
  );
}
