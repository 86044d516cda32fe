/** As long as people's messages are, each different. */
export function sampleText(number: number): string {
  return `My order ${number} was to come on Tuesday and is not here yet. Can you see where it is?`;
}
