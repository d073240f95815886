// @ts-check
// Makes nodes and keeps them: text is always text, and unchanged nodes are not touched.

/** @typedef {Node | string | number | null | undefined | false | readonly Child[]} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * An HTML element.
 * @param {string} tag
 * @param {Attributes | null} [attributes] `true` sets an empty attribute; `false`, `null` and `undefined` none
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {Attributes | null} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes, ...children) {
  return fill(/** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", tag)), attributes, children);
}

/**
 * Makes the children of `parent` equal to `wanted`, and does not touch nodes that are equal already, so that focus, selection and
 * open details survive.
 * @param {Element} parent
 * @param {Child} wanted
 */
export function morph(parent, wanted) {
  const nodes = flat(wanted);
  nodes.forEach((node, index) => {
    const old = parent.childNodes[index];
    if (!old) parent.append(node);
    else if (old.nodeName !== node.nodeName) old.replaceWith(node);
    else if (old instanceof Element && node instanceof Element) {
      morphAttributes(old, node);
      morph(old, [...node.childNodes]);
    } else if (old.nodeValue !== node.nodeValue) old.nodeValue = node.nodeValue;
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild?.remove();
}

/**
 * @param {Element} old
 * @param {Element} wanted
 */
function morphAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) {
    // The reader opens and closes details, not the report.
    if (name !== "open" && !wanted.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes | null | undefined} attributes
 * @param {readonly Child[]} children
 * @returns {E}
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...flat(children));
  return element;
}

/**
 * @param {Child} child
 * @returns {ChildNode[]}
 */
function flat(child) {
  if (child === null || child === undefined || child === false) return [];
  if (Array.isArray(child)) return child.flatMap(flat);
  return [child instanceof Node ? /** @type {ChildNode} */ (child) : document.createTextNode(String(child))];
}
