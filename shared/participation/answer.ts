import type { ParticipationAnswer, ParticipationReason, UntoldBecause } from './participation.ts';

type Figures = ParticipationAnswer['figures'];

export function untold(
  reason: ParticipationReason,
  because: UntoldBecause,
  figures: Figures = {},
): ParticipationAnswer {
  return { reason, answer: 'untold', because, figures };
}

export function told(reason: ParticipationReason, holds: boolean, figures: Figures): ParticipationAnswer {
  return { reason, answer: holds ? 'holds' : 'does-not-hold', because: null, figures };
}
