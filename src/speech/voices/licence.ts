/** What a licence notice needs to know of a voice, installed or not. */
export interface LicensedVoice {
  readonly name: string;
  readonly licence: string;
}

/** Shown once, before a voice is used for the first time. */
export const licenceNotice = (voice: LicensedVoice): string => `Voice ${voice.name}. ${voice.licence}`;
