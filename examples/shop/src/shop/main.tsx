import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Shop } from './Shop.js'
import { sendMovesSoon } from './tracker.js'
import './styles/index.css'

if (window.parent !== window) sendMovesSoon()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Shop />
  </StrictMode>,
)
