/// <reference types="vite/client" />
declare module "lucide:*" {
  const shapes: import("./shared/ui/Icon").IconShapes;
  export default shapes;
}
