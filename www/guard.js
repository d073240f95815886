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
  window.addEventListener("load", disarmFrames, true);

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

  /** @param {any} of */
  function disarm(of) {
    ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"].forEach(function (name) {
      Object.defineProperty(of, name, { value: undefined, writable: false, configurable: false });
    });
  }

  function disarmFrames() {
    for (var at = 0; at < window.length; at += 1) {
      try { disarm(window[at]); } catch (_) { /* a frame of another origin, or one that is disarmed already */ }
    }
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
      say("why401 could not start in this browser. Use one from the last three years. Error:  " + event.message);
    }
  });

  /** @param {string} sentence */
  function say(sentence) {
    var place = document.getElementById("missing");
    if (!place) {
      document.addEventListener("DOMContentLoaded", function () { say(sentence); });
      return;
    }
    place.textContent = sentence;
    place.hidden = false;
  }
})();
