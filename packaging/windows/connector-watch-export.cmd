@echo off
rem Writes beside each agent's TrustSettings.xml what another host cannot read over a share: the machine's personal
rem certificate store as machine-store.reg, and the agent's events as events.xml. No private key is in either.
rem As an administrator, once:
rem   schtasks /Create /F /RU SYSTEM /SC HOURLY /TN connector-watch /TR "C:\ProgramData\connector-watch\connector-watch-export.cmd"
rem   schtasks /Run /TN connector-watch
setlocal
set store=HKLM\SOFTWARE\Microsoft\SystemCertificates\MY
call :agent "Microsoft Entra private network connector" "Microsoft-Microsoft Entra private network-Connector/Admin"
call :agent "Microsoft AAD Application Proxy Connector" "Microsoft-AadApplicationProxy-Connector/Admin"
call :agent "Azure AD Connect Authentication Agent" "Microsoft-AzureADConnect-AuthenticationAgent/Admin"
call :agent "Azure AD Connect Provisioning Agent" "Microsoft-AzureADConnect-ProvisioningAgent/Admin"
exit /b 0

:agent
set config=%ProgramData%\Microsoft\%~1\Config
if not exist "%config%\TrustSettings.xml" exit /b
rem Whoever reads meanwhile gets the one before, or the new one whole.
reg export %store% "%config%\machine-store.new" /y >nul && move /y "%config%\machine-store.new" "%config%\machine-store.reg" >nul
wevtutil query-events %2 /format:xml /element:Events /count:1000 /reversedirection:true >"%config%\events.new" 2>nul && move /y "%config%\events.new" "%config%\events.xml" >nul
if exist "%config%\events.new" del "%config%\events.new"
exit /b
