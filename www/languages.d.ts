// The languages that pack.mjs found in www/languages/, in the order of their tags.
declare const languages: readonly { readonly tag: string; readonly name: string }[];
export default languages;
