export { useCallActions as useActions } from "@/hooks/useCallActions";
