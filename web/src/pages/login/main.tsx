import { paint } from "../../shared/theme";
import "../../styles/style.css";

paint();
