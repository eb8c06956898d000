// What is to be known of the start weights.
import { sameJson } from '../../../../shared/domain/configSettings.ts';
import { listed } from './classes.ts';
import type { PreflightCheck } from './finding.ts';

export const startWeightsCheck: PreflightCheck = ({ startWeights, config }) => {
  if (startWeights === null) return [];
  const { name, head } = startWeights.config;
  const { classes } = startWeights;
  const isOther = classes !== null && !sameJson(classes, config.data.classes);
  return [
    ...(head === 'new'
      ? [
          {
            ...{ name: 'newHead', severity: 'note' as const, count: 1, links: [] },
            title: 'The classifying layer starts anew',
            advice: isOther
              ? `‘${name}’ tells ${listed(classes)} apart, this training ${listed(config.data.classes)}.`
              : `Which classes ‘${name}’ told apart is not known; all other layers are taken over.`,
          },
        ]
      : []),
    ...(startWeights.isOriginUnknown
      ? [
          {
            ...{ name: 'unknownOrigin', severity: 'note' as const, count: 1, links: [] },
            title: 'Nobody knows what the start weights have seen',
            advice: `If ‘${name}’ was trained on patients of this test part, results are too good. Weights of photographs, such as ImageNet’s, are safe.`,
          },
        ]
      : []),
  ];
};
