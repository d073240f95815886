// @ts-check
// Runs before everything else: removes WebRTC, which the policy cannot forbid, and names in one sentence the feature that this
// browser lacks. The syntax is old on purpose, so that an old browser can read it.
(function () {
  // No content security policy stops WebRTC, and a peer connection can carry data out.
  disarm(window);
  // A new frame has a peer connection of its own, from the moment that it is in the document, and again when it has loaded.
  watch(Node.prototype, ["appendChild", "insertBefore", "replaceChild"]);
  watch(Element.prototype, ["append", "prepend", "before", "after", "replaceWith", "replaceChildren", "insertAdjacentElement"]);
  watch(DocumentFragment.prototype, ["append", "prepend", "replaceChildren"]);
  watch(Range.prototype, ["insertNode", "surroundContents"]);
  watch(Document.prototype, ["append", "prepend", "replaceChildren", "write", "writeln"]);
  // Trusted types refuse these two, in browsers that have them.
  watch(Element.prototype, ["insertAdjacentHTML"]);
  watchSetters(Element.prototype, ["innerHTML", "outerHTML"]);
  window.addEventListener("load", disarmFrames, true);
  // A frame in a shadow tree is not among the frames of the window.
  ["HTMLIFrameElement", "HTMLFrameElement", "HTMLObjectElement"].forEach(function (name) {
    watchGetter(/** @type {any} */ (window)[name].prototype, "contentWindow", function (made) { return made; });
    watchGetter(/** @type {any} */ (window)[name].prototype, "contentDocument", function (made) { return made.defaultView; });
  });

  /**
   * @param {any} prototype
   * @param {string[]} names of methods that insert nodes
   */
  function watch(prototype, names) {
    names.forEach(function (name) {
      var insert = prototype[name];
      prototype[name] = function () {
        var result = insert.apply(this, arguments);
        disarmFrames();
        return result;
      };
    });
  }

  /**
   * @param {any} prototype
   * @param {string[]} names of properties whose new value may hold a frame
   */
  function watchSetters(prototype, names) {
    names.forEach(function (name) {
      var property = Object.getOwnPropertyDescriptor(prototype, name);
      if (!property || !property.set) return;
      /** @type {any} */
      var set = property.set;
      property.set = /** @this {any} */ function (value) {
        set.call(this, value);
        disarmFrames();
      };
      Object.defineProperty(prototype, name, property);
    });
  }

  /**
   * @param {any} prototype
   * @param {string} name of a property with a frame's window or document
   * @param {(value: any) => any} windowOf
   */
  function watchGetter(prototype, name, windowOf) {
    var property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property || !property.get) return;
    /** @type {any} */
    var get = property.get;
    property.get = /** @this {any} */ function () {
      var value = get.call(this);
      if (value) disarmOwn(windowOf(value));
      return value;
    };
    Object.defineProperty(prototype, name, property);
  }

  /** @param {any} of */
  function disarm(of) {
    ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"].forEach(function (name) {
      Object.defineProperty(of, name, { value: undefined, writable: false, configurable: false });
    });
  }

  function disarmFrames() {
    for (var at = 0; at < window.length; at += 1) disarmOwn(window[at]);
  }

  /** @param {any} of */
  function disarmOwn(of) {
    try { disarm(of); } catch (_) { /* a frame of another origin */ }
  }

  var lacks = typeof WebAssembly !== "object";
  if (lacks) say("why401 cannot run here: this browser lacks WebAssembly, which a lockdown mode may turn off.");
  else if (typeof DecompressionStream !== "function") {
    lacks = true;
    say("why401 cannot run here: this browser lacks DecompressionStream. Use a browser from the last three years.");
  }

  // Until the page is marked as ready, any error means that it could not start.
  window.addEventListener("error", function (event) {
    if (!lacks && !document.documentElement.hasAttribute("data-ready")) {
      say("why401 could not start in this browser. Use one from the last three years. Error: {0}", event.message);
    }
  });

  /**
   * @param {string} message in a single file that speaks another language, its translation
   * @param {string} [error] in place of its hole
   */
  function say(message, error) {
    show(message.replace("{0}", function () { return error || ""; }));
  }

  /** @param {string} sentence */
  function show(sentence) {
    var place = document.getElementById("missing");
    if (!place) {
      document.addEventListener("DOMContentLoaded", function () { show(sentence); });
      return;
    }
    place.textContent = sentence;
    place.hidden = false;
  }
})();
