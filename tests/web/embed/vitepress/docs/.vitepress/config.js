export default {
  title: "Internal docs",
  base: "/vitepress/",
  appearance: "dark",
  head: [["script", { src: "/vitepress/embed.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "why-401" } } },
};
