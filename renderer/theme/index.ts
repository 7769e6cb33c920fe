import './base.css';

export { themes, themeOf, isMotionReduced, milestoneShapes, outcomeShapes, type Theme } from './theme';
export { themeNames, type ThemeName } from '../../main/domain/look/palettes';
