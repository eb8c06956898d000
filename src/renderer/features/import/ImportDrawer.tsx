// The drawer in which a folder is chosen, looked at and imported; one after the other, without leaving what is behind it.
import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { text } from '../../text/index.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import styles from './ImportDrawer.module.css';
import { type ImportStep, show, useImport } from './importState.ts';
import { RelinkStep } from './RelinkStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { UploadStep } from './UploadStep.tsx';

const FooterPlace = createContext<HTMLElement | null>(null);

export function ImportDrawer() {
  const { step } = useImport();
  const [footer, setFooter] = useState<HTMLElement | null>(null);
  const isRelink = step.kind === 'relink' || (step.kind === 'choose' && step.lost !== null);
  return (
    <SideDrawer
      title={isRelink ? text.import.relinkTitle : step.kind === 'review' ? text.import.review : text.import.title}
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

function Step({ step }: { step: ImportStep }) {
  switch (step.kind) {
    case 'choose':
      return <ChooseStep lost={step.lost} />;
    case 'upload':
      return <UploadStep files={step.files} />;
    case 'review':
      return <ReviewStep key={step.folder} folder={step.folder} />;
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
