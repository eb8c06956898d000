// The drawer in which a folder is chosen, looked at and imported; one after the other, without leaving what is behind it.
import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { text } from '../../text/index.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { CheckStep } from './check/CheckStep.tsx';
import styles from './ImportDrawer.module.css';
import { type ImportStep, show, useImport } from './importState.ts';
import { RelinkStep } from './RelinkStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { UploadStep } from './UploadStep.tsx';

const FooterPlace = createContext<HTMLElement | null>(null);

export function ImportDrawer() {
  const { step } = useImport();
  const [footer, setFooter] = useState<HTMLElement | null>(null);
  return (
    <SideDrawer
      title={titleOf(step)}
      isOpen={step.kind !== 'closed'}
      onClose={() => show({ kind: 'closed' })}
      footer={<div ref={setFooter} className={styles.footer} />}
    >
      <FooterPlace value={footer}>
        <Step step={step} />
      </FooterPlace>
    </SideDrawer>
  );
}

function titleOf(step: ImportStep): string {
  if (step.kind === 'relink' || (step.kind === 'choose' && step.lost !== null)) return text.import.relinkTitle;
  if (step.kind === 'check') return text.volumeCheck.title;
  return step.kind === 'review' ? text.import.review : text.import.title;
}

function Step({ step }: { step: ImportStep }) {
  switch (step.kind) {
    case 'choose':
      return <ChooseStep lost={step.lost} />;
    case 'upload':
      return <UploadStep files={step.files} />;
    case 'review':
      return <ReviewStep key={[step.folder, ...(step.only ?? [])].join('\n')} {...step} />;
    case 'check':
      return <CheckStep key={step.dataset} dataset={step.dataset} refused={step.refused} />;
    case 'relink':
      return <RelinkStep key={step.folder} lost={step.lost} folder={step.folder} />;
    case 'closed':
      return null;
  }
}

/** The buttons of a step, at the lower edge of the drawer. */
export function StepButtons({ children }: { children: ReactNode }) {
  const footer = useContext(FooterPlace);
  return footer === null ? null : createPortal(children, footer);
}
