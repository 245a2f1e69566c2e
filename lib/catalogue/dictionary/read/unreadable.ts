/** A release that cannot be read, with the sentence for whoever chose it. */
export class UnreadableRelease extends Error {}
