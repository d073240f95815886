export default { title: "When LiveKit answers 401" };

export const why401 = () => document.createElement("why-401");
