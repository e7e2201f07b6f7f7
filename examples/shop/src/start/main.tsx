import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { StartPage } from './StartPage.js'
import './styles/index.css'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <StartPage />
  </StrictMode>,
)
