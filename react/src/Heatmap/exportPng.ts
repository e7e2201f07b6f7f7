export async function exportPng(): Promise<void> {}
