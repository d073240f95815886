// @ts-check
// Runs before everything else: takes away the one door that the policy leaves open, and says in one sentence what this
// browser lacks. Old syntax on purpose, so that an old browser can read it.
(function () {
  // No content security policy stops WebRTC, and a peer connection can carry data out.
  ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"].forEach(function (name) {
    Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
  });

  var lacks = typeof WebAssembly !== "object";
  if (lacks) say("why401 cannot run here: this browser lacks WebAssembly, which some switch off in a lockdown mode.");
  else if (typeof DecompressionStream !== "function") {
    lacks = true;
    say("why401 cannot run here: this browser lacks DecompressionStream; one of the last three years has it.");
  }

  // Until the page says that it runs, any error means that it does not.
  window.addEventListener("error", function (event) {
    if (!lacks && !document.documentElement.hasAttribute("data-ready")) {
      say("why401 could not start in this browser; one of the last three years is needed. It says: " + event.message);
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
