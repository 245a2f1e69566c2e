/** How many in a hundred are looked at where a trust never said otherwise: about ten orders a week where two hundred pass, which one person looks at in an hour. */
export const DEFAULT_SAMPLE = 5
