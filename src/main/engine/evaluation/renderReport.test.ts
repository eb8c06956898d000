import { describe, expect, it } from 'vitest';
import { narrowSpace } from '../../../shared/units.ts';
import { evaluateClassification } from './evaluateClassification.ts';
import { renderReport } from './renderReport.ts';

describe('renderReport', () => {
  // 12 CNV and 4 DRUSEN patients; patient 0's scan is wrong.
  const predictions = Array.from({ length: 16 }, (_, i) => {
    const label = i < 12 ? 0 : 1;
    const cnv = i === 0 ? 0.1 : label === 0 ? 0.9 : 0.25;
    return { item: `scan-${i}.jpeg`, label, logits: [cnv, 1 - cnv], probabilities: [cnv, 1 - cnv], predicted: cnv > 0.5 ? 0 : 1 };
  });
  const report = evaluateClassification({ predictions, subjects: predictions.map((_, i) => `p${i}`), classes: ['CNV', 'DRUSEN'], seed: 7 });
  const text = renderReport(report, 'Validation · run a1');
  const lines = text.split('\n');

  it('says what was evaluated, on how many patients and how the intervals came about', () => {
    expect(lines[0]).toBe('Validation · run a1');
    expect(lines[1]).toBe(`16 patients · 16 scans · 95${narrowSpace}% CI: patients resampled 1${narrowSpace}000 times`);
  });

  it('puts the reason where an interval cannot be given', () => {
    expect(text).toContain('Balanced accuracy         0.96  too few patients to estimate (DRUSEN: n = 4)');
    expect(text).toMatch(/^DRUSEN +4 +4 +1\.00 ¹ +0\.80 ¹/m);
    expect(text).toContain('\n¹ too few patients to estimate (n = 4)\n');
  });

  it('aligns columns', () => {
    const head = lines.findIndex(line => line.startsWith('Class'));
    const column = lines[head]?.indexOf('recall') ?? -1;
    for (const line of lines.slice(head + 1, head + 3)) expect(line.slice(column - 1, column + 1)).toMatch(/^ \d/);
  });

  it('shows the confusion matrix, the sentences and the worst errors', () => {
    expect(text).toContain('        CNV  DRUSEN\nCNV      11       1\nDRUSEN    0       4\n');
    expect(text).toContain('Of 100 CNV scans like these, about 92 are found');
    expect(text).toMatch(/^scan-0\.jpeg +CNV +DRUSEN 0\.90 +0\.10$/m);
    expect(text.endsWith('Research use only, not for diagnosis.\n')).toBe(true);
  });
});
