// The text in the address: the pages about single errors link here with theirs.

/**
 * The text of a link without the hosts in it: a link from a stranger must not choose the server that a command to copy asks. Some pages
 * about errors have a text with a host, of which none could be that server.
 */
export function anonymous(text: string): string {
  const servers = [/([a-z]+:\/\/)[^\s/"'`]+(?=\/(?:rtc|agent|twirp|whip)\b)/gi, /(?<!url=')\b([a-z]+:\/\/)(?!localhost\b|undefined\b)[^\s/"'`)]+/gi];
  return servers.reduce((rest, server) => rest.replace(server, "$1YOUR-SERVER"), text);
}
